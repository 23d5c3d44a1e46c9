{{ config(materialized='view') }}

{{ inferred_answers('company_pricing_model', ['pricing_model']) }}
