{% macro received_of_bodies(anew) -%}
    {#- Of the CTEs `arrived` and `known`: the receipts of each body. `anew`: workflows that are read from their first body
        on, of which nothing that was counted before counts. -#}
    select
        record_id,
        min(first_received_at) as first_received_at,
        max(last_received_at) as last_received_at,
        (array_agg(payload_id order by last_received_at desc, payload_id desc))[1] as payload_id,
        (array_agg(source order by last_received_at desc, payload_id desc))[1] as source,
        min(quarantine_code) as quarantine_code,
        sum(deliveries)::integer as deliveries
    from (
        select record_id, first_received_at, last_received_at, payload_id, source, quarantine_code, deliveries
        from arrived
        union all
        select distinct on (record_id)
            record_id, first_received_at, last_received_at, payload_id, source, quarantine_code,
            case
                when not workflow_slug in ('{{ anew | join("', '") }}') then deliveries
                when not exists (select 1 from arrived where arrived.record_id = known.record_id) then deliveries
                else 0
            end as deliveries
        from known
    ) as counted
    group by record_id
{%- endmacro %}
