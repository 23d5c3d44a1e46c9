{{ config(materialized='view') }}

{{ inferred_answers('company_money_back_guarantee', ['money_back_guarantee']) }}
