{#- History, the table that cannot be built again: only the rows of today are ever written, by any run. Of two builds at
    once the second one fails on the index; the table is never made anew, so a hook gives it to an older one as well. -#}
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key=['measured_on', 'field'],
    full_refresh=false, post_hook="{{ coverage_index() }}"
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
