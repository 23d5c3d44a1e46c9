{{ config(materialized='view') }}

{{ newest_answers(['number_of_tiers']) }}
