{#- History, and the one table that cannot be built again: only the row of today is ever written, by any kind of run. -#}
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key=['measured_on', 'field'],
    full_refresh=false
) }}

select
    '{{ run_started_at.strftime("%Y-%m-%d") }}'::date as measured_on,
    field,
    is_required,
    leads,
    known,
    missing,
    share_known,
    hides_alone
from {{ ref('ops__lead_coverage') }}
