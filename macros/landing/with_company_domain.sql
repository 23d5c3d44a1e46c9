{% macro with_company_domain(relation, sent='sent_domain') -%}
    {#- A CTE's rows with the company's domain by the seeds: `company_domain` after aliases, `junk_kind` for a host that
        many companies share and that is no company's key. -#}
    select
        {{ relation }}.*,
        coalesce(domain_alias.domain, {{ relation }}.{{ sent }}) as company_domain,
        junk.kind as junk_kind
    from {{ relation }}
    {{ join_domain_rules(relation ~ '.' ~ sent) }}
{%- endmacro %}
