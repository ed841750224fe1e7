/**
 * What any scheduler needs to run tasks one by one on other machines: a plan in a file, a lock and a result file per
 * task, a scratch folder, and the words of Slurm.
 */
package io.github.exo2micro.cluster;
