{{ config(materialized='view') }}

{{ inferred_answers('company_number_of_tiers', ['number_of_tiers']) }}
