/** How commands ask: dialogs in pages, what was entered last, macro keys. */
package io.github.exo2micro.fiji.dialog;
