/** Tasks in child processes: the protocol, the supervisor, and why a child ended. */
package io.github.exo2micro.worker;
