{{ config(materialized='view') }}

{{ inferred_answers('company_plan_naming_style', ['plan_naming_style']) }}
