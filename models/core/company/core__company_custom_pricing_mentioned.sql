{{ config(materialized='view') }}

{{ newest_answers(['custom_pricing_mentioned']) }}
