process EXO2MICRO_COLLECT {
    label 'process_single'

    input:
    path plan
    path results

    output:
    path "summary.json", emit: summary

    script:
    """
    exo2micro collect --plan ${plan} --json > summary.json
    """

    stub:
    """
    touch summary.json
    """
}
