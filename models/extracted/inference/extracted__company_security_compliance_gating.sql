{{ config(materialized='view') }}

{{ inferred_answers('company_security_compliance_gating', ['security_compliance_gating']) }}
