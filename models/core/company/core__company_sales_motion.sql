{{ config(materialized='view') }}

{{ newest_answers(['sales_motion', 'contact_sales_cta']) }}
