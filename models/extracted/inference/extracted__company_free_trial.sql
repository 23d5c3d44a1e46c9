{{ config(materialized='view') }}

{{ inferred_answers('company_free_trial', ['free_trial']) }}
