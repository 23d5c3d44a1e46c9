{% macro join_domain_rules(domain) -%}
    {#- Joins what the seeds say of a normalised domain: `domain_alias.domain` stands for it, `junk` marks hosts that
        many companies share and that are no company's key. -#}
    left join {{ ref('domain_aliases') }} as domain_alias on {{ domain }} = domain_alias.alias_domain
    left join {{ ref('junk_domains') }} as junk on {{ domain }} = junk.domain and not junk.is_also_company
{%- endmacro %}
