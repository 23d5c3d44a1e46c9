{% macro advertises_as_signal(record) -%}
    {#- Predicate: this posting was delivered as a signal (by the registry, postings that were looked up are none) and
        says whose it is. -#}
    coalesce({{ record }}.company_domain, {{ record }}.company_linkedin_url) is not null
    and {{ record }}.workflow_slug in (
        select registry.workflow_slug from {{ ref('enrichment_workflow_registry') }} as registry
        where registry.kind = 'signal'
            -- A client's own feed has to name the client, or every other one would see its rows.
            and (
                registry.extracted_table is distinct from 'extracted.signal_job_posting'
                or {{ record }}.client_domain is not null
            )
    )
{%- endmacro %}
