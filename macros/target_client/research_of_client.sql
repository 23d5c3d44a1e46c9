{% macro research_of_client(record_kind, plan) -%}
    {#- Bodies of a kind of research on a client, with the client's domain by the seeds (company_domain, junk_kind). -#}
    select
        delivered.*,
        coalesce(domain_alias.domain, {{ site_domain('delivered.key_text') }}) as company_domain,
        junk.kind as junk_kind
    from (
        {{ deliveries(record_kind, plan) }}
    ) as delivered
    {{ join_domain_rules(site_domain('delivered.key_text')) }}
{%- endmacro %}
