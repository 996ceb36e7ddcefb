/** What an emulator keeps on disk, as entries of a store that another module brings. */
@NullMarked
package dev.strongroom.internal.data;

import org.jspecify.annotations.NullMarked;
