{{ config(materialized='view') }}

{{ newest_answers(['add_ons_offered']) }}
