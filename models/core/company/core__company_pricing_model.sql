{{ config(materialized='view') }}

{{ newest_answers(['pricing_model']) }}
