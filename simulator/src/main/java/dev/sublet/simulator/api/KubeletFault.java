package dev.sublet.simulator.api;

/** How a kubelet fails. */
public enum KubeletFault {
    /** The connection is closed without an answer, as when nobody is there. */
    SILENT,
    /** The answer is 500. */
    ERROR,
    /** The request is taken and never answered. */
    HANGS
}
