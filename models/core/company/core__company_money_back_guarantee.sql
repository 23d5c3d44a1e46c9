{{ config(materialized='view') }}

{{ newest_answers(['money_back_guarantee']) }}
