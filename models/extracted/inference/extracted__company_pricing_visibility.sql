{{ config(materialized='view') }}

{{ inferred_answers('company_pricing_visibility', ['pricing_visibility']) }}
