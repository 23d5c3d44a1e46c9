{% macro live_parts(built, settling, waiting, key) -%}
    {#- Rows of runs (`built`), of deliveries that no run has taken in yet (`settling`) and of bodies that wait for the build
        (`waiting`), in the same columns. -#}
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
{%- endmacro %}
