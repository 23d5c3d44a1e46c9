{{ config(materialized='view') }}

{{ inferred_answers('company_add_ons_offered', ['add_ons_offered']) }}
