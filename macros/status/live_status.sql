{% macro live_status(built, settling, waiting, key) -%}
    {#- Rows of runs (`built`), of deliveries that no run has taken in yet (`settling`) and of bodies that wait for the build
        (`waiting`), put together to one row for each workflow and value of the columns `key`. -#}
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
        select
            {{ key | join(', ') }},
            workflow_slug,
            status as outcome,
            requested_at,
            landed_at,
            last_landed_at,
            extracted_at,
            coalesced_at,
            waiting_at,
            records::bigint as records,
            0::bigint as waiting,
            rejected_reason,
            quarantine_code,
            source,
            payload_id
        from {{ built }} as built
        union all
        select
            {{ key | join(', ') }},
            workflow_slug,
            outcome,
            case when outcome = 'requested' then first_received_at end,
            first_received_at,
            last_received_at,
            case when outcome = 'extracted' then last_received_at end,
            null,
            case when outcome = 'landed' then last_received_at end,
            1,
            1,
            rejected_reason,
            quarantine_code,
            source,
            payload_id
        from {{ settling }} as settling
        union all
        select
            {{ key | join(', ') }},
            workflow_slug,
            outcome,
            case when outcome = 'requested' then received_at end,
            received_at,
            received_at,
            null,
            null,
            case when outcome = 'landed' then received_at end,
            1,
            1,
            null,
            quarantine_code,
            source,
            payload_id
        from {{ waiting }} as waiting
    ) as said
    group by {{ key | join(', ') }}, workflow_slug
{%- endmacro %}
