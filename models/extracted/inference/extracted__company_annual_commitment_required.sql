{{ config(materialized='view') }}

{{ inferred_answers('company_annual_commitment_required', ['annual_commitment_required']) }}
