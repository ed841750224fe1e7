#!/usr/bin/env nextflow
// Plans all pairs of a raw folder, runs a job per pair, makes summary and report.
//   nextflow run main.nf --raw /shared/raw --outdir /shared/processed [--plan_args "--pad 1000"]
nextflow.enable.dsl = 2

include { EXO2MICRO_TASK    } from './modules/exo2micro/task/main'
include { EXO2MICRO_COLLECT } from './modules/exo2micro/collect/main'

process EXO2MICRO_PLAN {
    input:
    val raw
    val outdir

    output:
    path "plan.json", emit: plan
    path "plan.tsv",  emit: table

    script:
    """
    exo2micro plan --raw-dir '${raw}' --output-dir '${outdir}' --threads ${params.threads} ${params.plan_args} \\
        --out plan.json > plan.tsv
    """

    stub:
    """
    touch plan.json
    printf 'index\\tsample\\tdye\\tmemory_mb\\tcores\\tdisk_mb\\texpected_seconds\\n0\\tS1\\tDAPI\\t500\\t2\\t40\\t10\\n' > plan.tsv
    """
}

workflow {
    EXO2MICRO_PLAN(file(params.raw).toString(), file(params.outdir).toString())
    rows = EXO2MICRO_PLAN.out.table.splitCsv(header: true, sep: '\t')
        .map { row -> row + [id: "${row.sample}_${row.dye}".toString()] }
    EXO2MICRO_TASK(rows.combine(EXO2MICRO_PLAN.out.plan))
    EXO2MICRO_COLLECT(EXO2MICRO_PLAN.out.plan, EXO2MICRO_TASK.out.result.map { it[1] }.collect())
}
