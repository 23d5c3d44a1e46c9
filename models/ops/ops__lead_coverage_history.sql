{#- History, the table that cannot be built again: only the rows of today are ever written, by any run. -#}
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
