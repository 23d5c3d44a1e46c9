{{ config(materialized='view') }}

select
    {{ lead_columns() | join(',\n    ') }}
from {{ ref('core__lead_records') }}
where missing_fields = '{}'
