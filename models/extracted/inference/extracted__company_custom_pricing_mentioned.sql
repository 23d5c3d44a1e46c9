{{ config(materialized='view') }}

{{ inferred_answers('company_custom_pricing_mentioned', ['custom_pricing_mentioned']) }}
