{% macro deliveries(record_kind, plan, with_first_receipt=false) -%}
    {#- The bodies of a kind of record that are new to the model, equal ones collapsed to their latest receipt, with the
        envelope opened by the registry's paths: `key_text` the entity's key as sent, `doc` the provider's object (the
        body itself when flat), `problem` why there is none. On demand with the receipt of the first of the equal ones,
        for a column that the model names as `meta.least`. -#}
    {%- set feeds = workflows_of(record_kind) -%}
    select
        p.entity_key,
        p.record_id,
        p.payload_id,
        p.workflow_slug,
        p.received_at,
        {% if with_first_receipt -%}
        p.first_received_at,
        {% endif -%}
        opened.body,
        {{ function('json_text') }}(opened.key_value) as key_text,
        opened.doc,
        case
            when jsonb_typeof(opened.body) <> 'object' then 'body_is_no_object'
            when opened.nested is null and {{ function('json_at') }}(opened.body, {{ text_array(feeds.payload_paths) }})
                is not null then 'nested_payload_is_no_object'
        end as problem
    from (
        select distinct on (arrived.entity_key, {{ record_id('arrived') }})
            arrived.*,
            {% if with_first_receipt -%}
            min(arrived.received_at) over (partition by arrived.entity_key, {{ record_id('arrived') }})
                as first_received_at,
            {% endif -%}
            {{ record_id('arrived') }} as record_id
        from {{ source('raw', 'payloads') }} as arrived
        where arrived.raw_table in ('{{ feeds.raw_tables | join("', '") }}')
            and arrived.workflow_slug in ('{{ feeds.slugs | join("', '") }}')
            and arrived.quarantine_code is null
            and {{ is_landed_news(plan, feeds.slugs, 'arrived', missing=absent(
                {'entity_key': 'arrived.entity_key', 'record_id': record_id('arrived')}
            )) }}
        order by arrived.entity_key, {{ record_id('arrived') }}, arrived.received_at desc, arrived.payload_id desc
    ) as p
    cross join lateral (
        -- Opened once: without `offset 0` every column that reads `doc` would open the body again.
        select sent.*, coalesce(sent.nested, {{ function('json_object') }}(sent.body), '{}'::jsonb) as doc
        from (
            select
                unpacked.body,
                {{ function('json_at') }}(unpacked.body, {{ text_array(feeds.key_paths) }}) as key_value,
                {{ function('nested_object') }}(unpacked.body, {{ text_array(feeds.payload_paths) }}) as nested
            from (select {{ unpacked('p.payload') }} as body limit all offset 0) as unpacked
            offset 0
        ) as sent
        offset 0
    ) as opened
{%- endmacro %}
