/** Where pre belongs on post: matching of features, and one package per stage. */
package io.github.exo2micro.registration;
