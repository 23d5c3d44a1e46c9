{{ config(materialized='view') }}

{{ newest_answers(['free_trial']) }}
