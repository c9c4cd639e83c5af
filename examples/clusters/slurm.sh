#!/bin/bash
# A million runs as an array of 100 jobs, each of which makes one shard, and a last job that puts them together:
#
#   jobs=$(sbatch --parsable --array=1-100 slurm.sh)
#   sbatch --dependency=afterok:$jobs slurm.sh merge
#
# A job that is requeued goes on with the parts that it saved; so does the same array, submitted again.
#SBATCH --job-name=powderkeg
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --output=%x-%A-%a.log
set -euo pipefail

SCENARIO=${SCENARIO:-baikonur-2015}     # a built-in one, or a folder that every node sees
RUNS=${RUNS:-1000000}
SHARDS=${SHARDS:-100}                   # as --array has them; single ones can be submitted again, --array=7,31
FOLDER=${FOLDER:-$PWD/study}            # on a file system that every node sees

if [[ ${1:-} == merge ]]; then
    # Only shards are named so, and all of them are wanted: one that is missing is told.
    exec powderkeg merge "$FOLDER"/shard-* --out "$FOLDER/whole"
fi

# Counted from 1, as shards are.
index=$SLURM_ARRAY_TASK_ID
exec powderkeg study "$SCENARIO" -n "$RUNS" --shard "$index/$SHARDS" \
    --threads "${SLURM_CPUS_PER_TASK:-1}" --out "$FOLDER/shard-$index"
