{{ config(materialized='view') }}

{{ inferred_answers('company_billing_default', ['billing_default']) }}
