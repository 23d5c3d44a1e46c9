{{ config(materialized='view') }}

select
    {{ lead_columns() | join(',\n    ') }},
    missing_fields
from {{ ref('core__lead_records') }}
where missing_fields <> '{}'
