{% macro live_status(built, settling, waiting, key) -%}
    {#- What macro live_parts lists, put together to one row for each workflow and value of the columns `key`. -#}
    select
        {{ key | join(', ') }},
        workflow_slug,
        {{ run_status('max(coalesced_at)', 'max(extracted_at)', 'max(waiting_at)',
            '(array_agg(outcome order by last_landed_at desc, payload_id desc))[1]') }} as status,
        min(requested_at) as requested_at,
        min(landed_at) as first_landed_at,
        max(last_landed_at) as last_landed_at,
        max(extracted_at) as extracted_at,
        max(coalesced_at) as coalesced_at,
        max(waiting_at) as waiting_at,
        sum(records)::bigint as records,
        sum(waiting)::bigint as waiting,
        (array_agg(rejected_reason order by last_landed_at desc, payload_id desc))[1] as rejected_reason,
        (array_agg(quarantine_code order by last_landed_at desc, payload_id desc))[1] as quarantine_code,
        (array_agg(source order by last_landed_at desc, payload_id desc))[1] as source,
        (array_agg(payload_id order by last_landed_at desc, payload_id desc))[1] as payload_id
    from (
        {{ live_parts(built, settling, waiting, key) }}
    ) as said
    group by {{ key | join(', ') }}, workflow_slug
{%- endmacro %}
