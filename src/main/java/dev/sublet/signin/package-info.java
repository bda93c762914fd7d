/** Who a person is, and how long that holds. Knows no web server. */
@org.jspecify.annotations.NullMarked
package dev.sublet.signin;
