{{ config(materialized='view') }}

-- The parent knows the latest receipt of a body; who asked first is seen in the deliveries.
select
    request.domain,
    request.slug_requested,
    min(arrived.received_at) as first_received_at,
    max(arrived.received_at) as last_received_at
from {{ ref('extracted__target_client_view') }} as request
inner join {{ source('raw', 'payloads') }} as arrived
    on {{ is_delivery_of('request', 'arrived', 'target_client_view') }}
where request.rejected_reason is null
group by request.domain, request.slug_requested
