{{ config(materialized='view') }}

select
    {{ lead_columns() | join(',\n    ') }},
    previous_title,
    new_title,
    promotion_date
from {{ ref('core__lead_records') }}
where missing_fields = '{}' and promotion_date is not null
