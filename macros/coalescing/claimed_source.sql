{% macro claimed_source(record) -%}
    {#- Who claims what an upsert of a company states: whom it names, but never in the name of another kind of source. -#}
    case
        when length({{ record }}.source) <= 60
            and {{ record }}.source not in (select ranked.source_kind from {{ ref('source_priority') }} as ranked)
            then {{ record }}.source
        else 'company_upsert'
    end
{%- endmacro %}
