{% macro job_title_acronyms() -%}
    {#- Words of titles that are written in capitals; a word that is also an ordinary one in some language is left out. -#}
    '{CEO,CFO,COO,CTO,CIO,CMO,CPO,CRO,CCO,CDO,CSO,CLO,CAO,CBO,CISO,CHRO,CXO,VP,SVP,EVP,AVP,RVP,GM,MD,HR,HRBP,IT,PR,QA,UX'
    ',UI,SEO,SEM,PPC,CRM,ERP,SAP,B2B,B2C,SDR,BDR,AE,CSM,PMO,R&D,ML,API,SRE,DBA,CPA,RN,EMEA,APAC,LATAM,DACH,MENA,USA,UK,EU'
    ',GTM,PMP,MBA,KYC,AML,ESG,CSR,EHS,HSE,BI,FP&A,M&A,P&L,VC,II,III,PDG,RH,DSI,DAF,DRH,IOT,ICT,NLP}'::text []
{%- endmacro %}
