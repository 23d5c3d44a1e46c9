{{ config(materialized='view') }}

{{ newest_answers(['billing_default']) }}
