/** What calls cost, each beside the least that its cryptography and the SDK cost. */
package dev.strongroom.samples.benchmark;
