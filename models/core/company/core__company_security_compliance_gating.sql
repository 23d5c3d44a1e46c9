{{ config(materialized='view') }}

{{ newest_answers(['security_compliance_gating']) }}
