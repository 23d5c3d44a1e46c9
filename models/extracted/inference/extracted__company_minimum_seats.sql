{{ config(materialized='view') }}

{{ inferred_answers('company_minimum_seats', ['minimum_seats']) }}
