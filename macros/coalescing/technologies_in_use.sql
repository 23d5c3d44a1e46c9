{% macro technologies_in_use(child, plan, name, first_seen, last_seen, attributes=[]) -%}
    {#- One row per company and technology over all scans of a provider: first seen at the earliest, last seen at the
        latest, everything else as the newest scan that says it. -#}
    {%- set missing = absent({'domain': 'news.domain', 'technology_id': 'news.technology_id'}, as_of='updated_at') -%}
    with changed as (
        select distinct
            domain,
            technology_id
        from {{ ref(child) }} as news
        where {{ is_news(plan, child, 'news', missing) }}
    ),

    seen as (
        select scan.*
        from {{ ref(child) }} as scan
        inner join changed on scan.domain = changed.domain and scan.technology_id = changed.technology_id
    ),

    technology as (
        select
            domain,
            technology_id,
            {{ newest_value(name) }},
            min({{ first_seen }}) as {{ first_seen }},
            max({{ last_seen }}) as {{ last_seen }},
            {% for attribute in attributes -%}
            {{ newest_value(attribute) }},
            {% endfor -%}
            {{ newest_value('workflow_slug') }},
            {{ newest_value('record_id') }},
            max(observed_at) as updated_at
        from seen
        group by domain, technology_id
    )

    select
        domain,
        technology_id,
        {{ function('stable_uuid') }}(domain || '|' || technology_id) as id,
        {{ name }} as technology,
        {{ first_seen }},
        {{ last_seen }},
        {% for attribute in attributes -%}
        {{ attribute }},
        {% endfor -%}
        workflow_slug as workflow_source,
        record_id as source_id,
        updated_at
    from technology
{%- endmacro %}
