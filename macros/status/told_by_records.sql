{% macro told_by_records(plan) -%}
    {#- Records of every kind that are new to the model, one row for each entity that they are about: `entity_type` is null
        for the one that the workflow is registered for, `entity_key` where it is the key that landing made. -#}
    {%- set missing = absent({'record_id': 'record.record_id'}) -%}
    {%- for kind, subject in run_subjects().items() -%}
    {%- set own = subject.get('key', 'null::text') -%}
    select
        '{{ kind }}' as record_kind,
        record.entity_key as landed_key,
        record.record_id,
        record.payload_id,
        record.workflow_slug,
        record.received_at,
        record.rejected_reason,
        about.entity_type,
        about.entity_key,
        {{ subject.get('core_key', 'about.entity_key') }} as core_key
    from {{ ref('extracted__' ~ kind) }} as record
    cross join lateral (
        {%- if 'keys' in subject %}
        select
            null::text as entity_type,
            listed.entity_key
        from unnest(
            coalesce(case when {{ own }} is null then nullif({{ subject['keys'] }}, '{}') end, array[{{ own }}])
        ) as listed (entity_key)
        {%- else %}
        select
            null::text as entity_type,
            {{ own }} as entity_key
        {%- endif %}
        {%- if 'also' in subject %}
        union all
        select
            '{{ subject.also.entity_type }}' as entity_type,
            {{ subject.also.key }} as entity_key
        where {{ subject.also.key }} is not null
        {%- endif %}
    ) as about
    where {{ is_news(plan, 'extracted__' ~ kind, 'record', missing) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
{%- endmacro %}
