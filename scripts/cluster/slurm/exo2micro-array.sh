#!/bin/bash
#SBATCH --job-name=exo2micro
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
#SBATCH --no-requeue
#SBATCH --signal=B:TERM@60
# One task of a plan per task of the array. See README.md beside this file.
#   sbatch --array=0-41 --mem=700M exo2micro-array.sh /shared/plan.json [further options of 'exo2micro task']
# EXO2MICRO_HOME is the folder of the unpacked distribution, on a disk that all nodes share.
plan=${1:?the plan, as written by: exo2micro plan ... --out plan.json}
shift
exec "${EXO2MICRO_HOME:?set EXO2MICRO_HOME to the folder of the distribution}/scripts/exo2micro" \
  task --plan "$plan" --index "$SLURM_ARRAY_TASK_ID" "$@"
