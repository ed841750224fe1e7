process EXO2MICRO_TASK {
    tag "${meta.id}"
    label 'process_medium'
    cpus   { meta.cores as int }
    memory { 1.MB * ((meta.memory_mb as int) * (2 ** (task.attempt - 1))) }
    // Slurm ends a job that lacks memory by a signal (130..145), others with 104; 75 is exo2micro's passing fault.
    errorStrategy { task.exitStatus in ((130..145) + [75, 104]) && task.attempt <= 3 ? 'retry' : 'finish' }
    maxRetries 2

    input:
    tuple val(meta), path(plan)

    output:
    tuple val(meta), path("*.result.json"), emit: result
    path "versions.yml",                    emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    exo2micro task --plan ${plan} --index ${meta.index} --memory ${task.memory.toMega()}m ${args}
    exo2micro task --plan ${plan} --index ${meta.index} --show-result > ${prefix}.result.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        exo2micro: \$(exo2micro --version | sed -n '1s/.* //p')
    END_VERSIONS
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.result.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        exo2micro: stub
    END_VERSIONS
    """
}
