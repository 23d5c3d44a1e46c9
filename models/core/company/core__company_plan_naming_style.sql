{{ config(materialized='view') }}

{{ newest_answers(['plan_naming_style']) }}
