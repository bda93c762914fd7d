/** A Kubernetes API with kubelets that stands on loopback and holds what it is told. */
@NullMarked
package dev.sublet.simulator.api;

import org.jspecify.annotations.NullMarked;
